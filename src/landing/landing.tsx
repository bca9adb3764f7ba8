import { lazy, Suspense, useEffect, useState } from "react";
import type { HostTold } from "#contract/host-told.ts";
import { ArticleLink } from "#kit/article-link.tsx";
import { Brand } from "#kit/brand.tsx";
import { Button } from "#kit/button.tsx";
import { ThemeButton } from "#kit/theme-button.tsx";
import { TESTS } from "#script/tests.ts";
import { HowToAsk } from "#words/how-to-ask.tsx";
import { Marked } from "#words/marked.tsx";
import { ToWords } from "#words/to-words.tsx";
import { askHost } from "./ask-host.ts";
import { HowItWorks } from "./how-it-works.tsx";
import { JoinForm } from "./join-form.tsx";
import { freshRoomCode } from "./room-code.ts";
import { Scene } from "./scene.tsx";
import { startRoom } from "./start-room.ts";
import { FreePlayCard, TestCard } from "./test-card.tsx";
import "./wrap.css";
import "./landing.css";

/** Only where a host asks for a password. */
const RoomForm = lazy(async () => ({ default: (await import("./room-form.tsx")).RoomForm }));

type LandingProps = { go: (href: string) => void; lastRoom: string | null };

/** The first page. `lastRoom`: the room that this tab has left; null: none. `go` opens an address of this site without reloading the page; plain links do the same. */
export function Landing({ go, lastRoom }: LandingProps) {
	const [room] = useState(freshRoomCode);
	const host = useHost(lastRoom);
	return (
		<div className="landing">
			<ToWords />
			<header className="wrap landing-bar">
				<Brand />
				<nav aria-label="Site">
					{(host?.opening ?? "visit") === "visit" && (
						<>
							<a href={`/r/${room}/lessons`}>Lessons</a>
							<a href={`/r/${room}/matrix`}>Matrix</a>
							<a href={`/r/${room}/questions`}>
								Questions<span className="landing-bar-words">, words</span>
							</a>
						</>
					)}
					<a href="#how">How it works</a>
					<ThemeButton />
				</nav>
			</header>
			<main>
				<Hero go={go} room={room} back={host?.open === false ? null : lastRoom} opening={host?.opening ?? "visit"} />
				<Scene />
				<Claims />
				<Rack />
				<HowItWorks secure={window.location.protocol === "https:"} host={window.location.host} mqttPort={host?.mqttPort} />
			</main>
			<footer className="wrap landing-foot">
				<p>
					The five tests, and the table that the matrix can be compared with, are those of <ArticleLink />.{" "}
					<a href="/recording">Open a recording</a>, a room’s past from a file.
				</p>
			</footer>
		</div>
	);
}

type HeroProps = { go: (href: string) => void; room: string; back: string | null; opening: HostTold["opening"] };

function Hero({ go, room, back, opening }: HeroProps) {
	const [joining, setJoining] = useState(false);
	const [asking, setAsking] = useState(false);
	const [says, setSays] = useState<string | null>(null);
	const start = () => {
		if (opening === "visit") go(`/r/${freshRoomCode()}`);
		else if (opening === "password") setAsking(true);
		else void startRoom("", go).then(setSays);
	};
	// Where a class is led, most of those who come have its code.
	const [first, second] = opening === "visit" ? (["primary", undefined] as const) : ([undefined, "primary"] as const);
	return (
		<section className="wrap landing-hero">
			<div>
				<h1>Where does a message go when nobody is listening?</h1>
				<HowToAsk href={`/r/${room}/words`} />
			</div>
			<div>
				<p className="landing-lede">
					<Marked all>
						MQTT sessions and QoS on a real broker, with the wire slowed down until you can see every packet. Hold one. Step one. Cut the
						cable.
					</Marked>
				</p>
				<div className="landing-acts">
					<Button look={first} onClick={start}>
						Start a room
					</Button>
					<Button look={second} icon="phone" onClick={() => setJoining(true)}>
						Join with a code
					</Button>
				</div>
				{says !== null && (
					<p className="landing-back" role="alert">
						{says}
					</p>
				)}
				{back !== null && (
					<p className="landing-back">
						<a href={`/r/${back}`}>Back to room {back.toUpperCase()}</a> This page’s clients are unplugged there.
					</p>
				)}
			</div>
			<JoinForm open={joining} onClose={() => setJoining(false)} go={go} opens={opening === "visit"} />
			{asking && (
				<Suspense fallback={null}>
					<RoomForm open onClose={() => setAsking(false)} go={go} />
				</Suspense>
			)}
		</section>
	);
}

/** What the host tells of itself, and whether that room is still open; null: no answer yet, or none. */
function useHost(room: string | null): HostTold | null {
	const [told, setTold] = useState<HostTold | null>(null);
	useEffect(() => {
		let isOver = false;
		void askHost(room ?? undefined).then((answer) => {
			if (!isOver) setTold(answer);
		});
		return () => {
			isOver = true;
		};
	}, [room]);
	return told;
}

function Claims() {
	return (
		<section className="wrap landing-claims" aria-label="What is different here">
			<div>
				<h2>The wire is real</h2>
				<p>
					<Marked all>In a room, a PUBLISH drawn halfway is being held halfway, by the server. So is a PUBACK on its way back.</Marked>
				</p>
			</div>
			<div>
				<h2>The broker is glass</h2>
				<p>
					<Marked all>See each client’s session: what it subscribed to, what is queued for it, and what disappears when it leaves.</Marked>
				</p>
			</div>
			<div>
				<h2>Every message has a fate</h2>
				<p>
					<Marked all>Delivered, queued, in flight or dropped, and always with the reason; or the client had not subscribed to it.</Marked>
				</p>
			</div>
		</section>
	);
}

function Rack() {
	// one fresh room per card: two cards opened in two tabs must not lead to the same room
	const [codes] = useState(() => [...TESTS, null].map(() => freshRoomCode()));
	return (
		<section className="landing-tests" aria-labelledby="tests-title">
			<div className="wrap">
				<div className="landing-tests-head">
					<h2 id="tests-title">Five tests</h2>
					<p>
						<Marked all>A subscriber leaves. A message is published. The subscriber comes back. Does it get the message? From</Marked>{" "}
						<ArticleLink>Steve’s Internet Guide</ArticleLink>.
					</p>
				</div>
				<div className="landing-rack">
					{TESTS.map((test, at) => (
						<TestCard key={test.id} n={at + 1} settings={test.settings} room={codes[at] ?? ""} />
					))}
					<FreePlayCard href={`/r/${codes.at(-1)}`} />
				</div>
			</div>
		</section>
	);
}
