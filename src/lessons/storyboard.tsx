import { Fragment } from "react";
import type { Answer, Lesson } from "#course/lesson.ts";
import { cameTrueIn, differenceOf, type Run } from "#course/run-seen.ts";
import type { Sketch, SketchKey } from "#course/sketch.ts";
import { Icon } from "#kit/icon.tsx";
import { Puck } from "#kit/puck.tsx";
import type { World } from "#model/world.ts";
import { sayFateOf } from "#story/say-fate.ts";
import { Marked } from "#words/marked.tsx";
import { captionOf, keysOf, type Phrase, predictedIn, seenIn, seenSketch } from "./captions.ts";
import { type MessageNames, messageNames } from "./message-names.ts";
import { PublishedIn } from "./published-in.tsx";
import { happenedScene, predictedScene, type Scene } from "./scene.ts";
import { SceneDrawing } from "./scene-drawing.tsx";
import "./storyboard.css";
import "./storyboard-four.css";

type BoardProps = { lesson: Lesson; answer: Answer | null; run: Run };

/** What was predicted above what happened, moment by moment, with a black tab where the two differ. */
export function Storyboard({ lesson, answer, run }: BoardProps) {
	const difference = answer === null ? null : differenceOf(answer, run);
	const came = cameTrueIn(lesson, run);
	const parted = (moment: number) => (clientId: string) =>
		difference?.moment === moment && difference.clientId === clientId ? difference.keys : [];
	return (
		<section className="storyboard" aria-label="Storyboard" data-moments={lesson.moments.length} data-predicted={answer !== null}>
			{answer !== null && (
				<div className="storyboard-label" data-row="predicted">
					<h3>You predicted</h3>
					<p>
						<Marked>{answer.says}</Marked>
					</p>
				</div>
			)}
			<div className="storyboard-label" data-row="happened">
				<h3>What happened</h3>
				<p>
					<Marked>{came === null ? "None of the answers." : came.says}</Marked>
				</p>
			</div>
			{lesson.moments.map((moment, at) => (
				<article key={moment.title} className="storyboard-moment" aria-label={`Part ${at + 1}: ${moment.title}`}>
					<header>
						<h4>
							{at + 1}. {moment.title}
						</h4>
						<PublishedIn lines={moment.lines} />
					</header>
					{answer !== null && (
						<div className="storyboard-cell" data-row="predicted">
							<p className="storyboard-who">You predicted</p>
							<Predicted lesson={lesson} answer={answer} run={run} at={at} parted={parted(at)} />
						</div>
					)}
					<div className="storyboard-cell" data-row="happened">
						{difference?.moment === at && (
							<p className="storyboard-tab">
								<Icon n="diff" s={14} />
								First difference
							</p>
						)}
						{answer !== null && difference === null && at === lesson.moments.length - 1 && (
							<p className="storyboard-tab">
								<Icon n="check" s={14} />
								As you predicted
							</p>
						)}
						<p className="storyboard-who">What happened</p>
						{run.seen[at] === true ? (
							<Happened lesson={lesson} answer={answer} run={run} at={at} parted={parted(at)} />
						) : (
							<p className="storyboard-unseen">Not seen: somebody took over by hand. The last part shows the result.</p>
						)}
					</div>
				</article>
			))}
		</section>
	);
}

type RowProps = {
	lesson: Lesson;
	answer: Answer | null;
	run: Run;
	at: number;
	/** The fields in which this client differs in this moment. */
	parted: (clientId: string) => readonly SketchKey[];
};

/** The moments of both rows are drawn from the same worlds: what an answer leaves open is as it was. */
function worldsAt(run: Run, at: number) {
	return { world: run.worlds[at] ?? run.world, before: run.seen[at - 1] === true ? (run.worlds[at - 1] ?? null) : null };
}

function Predicted({ lesson, answer, run, at, parted }: RowProps & { answer: Answer }) {
	const { world, before } = worldsAt(run, at);
	const names = messageNames(lesson, run.world);
	const sees = answer.sees[at] ?? {};
	const retained = Object.values(sees).find((stated) => stated.retained !== undefined)?.retained;
	return (
		<>
			<Retained retained={retained ?? retainedIn(lesson, at, world)} names={names} ghost />
			{lesson.watches.map((clientId) => {
				const stated = sees[clientId] ?? {};
				const said = predictedIn(lesson, at, clientId, { answer, world });
				const phrases = captionOf(said, Object.keys(stated) as SketchKey[], parted(clientId), names.inText);
				const scene = predictedScene(clientId, world, before, { stated, statedBefore: answer.sees[at - 1]?.[clientId] ?? null, names });
				return <ClientPanel key={clientId} scene={scene} phrases={phrases} asksGot={asksGot(lesson, at, clientId)} />;
			})}
		</>
	);
}

function Happened({ lesson, answer, run, at, parted }: RowProps) {
	const { world, before } = worldsAt(run, at);
	const names = messageNames(lesson, run.world);
	return (
		<>
			<Retained retained={retainedIn(lesson, at, world)} names={names} />
			{lesson.watches.map((clientId) => {
				const scene = happenedScene(clientId, world, before);
				const [fallen] = scene.fallen;
				const seen = seenIn(lesson, at, clientId, world);
				const all = keysOf(lesson, at, clientId);
				// Beside a prediction, the same things are said as there; the rest is drawn, and read out.
				const compared = answer === null ? all : (Object.keys(answer.sees[at]?.[clientId] ?? {}) as SketchKey[]);
				const phrases = captionOf(seen, compared, parted(clientId), names.inText);
				const rest = captionOf(
					seen,
					all.filter((key) => !compared.includes(key)),
					[],
					names.inText,
				);
				const why = fallen === undefined ? null : sayFateOf(world, fallen.label, clientId);
				const asks = asksGot(lesson, at, clientId);
				return <ClientPanel key={clientId} scene={scene} phrases={phrases} rest={rest} why={why} asksGot={asks} />;
			})}
		</>
	);
}

/** Whether any answer speaks of what the client has: only then does an empty box say "nothing", in both rows. */
function asksGot(lesson: Lesson, at: number, clientId: string): boolean {
	return keysOf(lesson, at, clientId).some((key) => key === "received" || key === "unacknowledged");
}

/** Undefined: no answer speaks of retained messages in this moment. */
function retainedIn(lesson: Lesson, at: number, world: World): Sketch["retained"] {
	const isAsked = lesson.watches.some((clientId) => keysOf(lesson, at, clientId).includes("retained"));
	return isAsked ? seenSketch(world, "").retained : undefined;
}

type PanelProps = { scene: Scene; phrases: readonly Phrase[]; rest?: readonly Phrase[]; why?: string | null; asksGot: boolean };

function ClientPanel({ scene, phrases, rest = [], why = null, asksGot }: PanelProps) {
	return (
		<div className="storyboard-client">
			<SceneDrawing scene={scene} asksGot={asksGot} />
			<p className="storyboard-caption">
				<span className="sr">{scene.clientId}: </span>
				{phrases.map(({ key, says, differs }, at) => (
					<Fragment key={key}>
						{at > 0 && "; "}
						<span data-differs={differs || undefined}>
							<Marked>{says}</Marked>
						</span>
					</Fragment>
				))}
				{phrases.length === 0 && <span>{scene.link === "in" ? "connected" : "offline"}</span>}
				{rest.length > 0 && <span className="sr">; {rest.map(({ says }) => says).join("; ")}</span>}
				{why !== null && (
					<span className="storyboard-why">
						<Marked>{`${why}.`}</Marked>
					</span>
				)}
			</p>
		</div>
	);
}

/** The broker's retained messages: they do not belong to any session. */
function Retained({ retained, names, ghost = false }: { retained: Sketch["retained"]; names: MessageNames; ghost?: boolean }) {
	if (retained === undefined) return null;
	const kept = Object.entries(retained);
	return (
		<p className="storyboard-retained" aria-hidden="true">
			Retained
			{kept.length === 0 && <span>nothing</span>}
			{kept.map(([topic, payload]) => {
				const qos = names.messageOf(payload)?.qos ?? 0;
				return <Puck key={topic} qos={qos} label={names.onPuck(payload, 0)} fate={ghost ? "ghost" : "outline"} retain h={24} />;
			})}
		</p>
	);
}
