import { Fragment } from "react";
import type { Answer, Lesson } from "#course/lesson.ts";
import { cameTrueIn, differenceOf, type Run } from "#course/run-seen.ts";
import type { Sketch, SketchKey } from "#course/sketch.ts";
import { Icon } from "#kit/icon.tsx";
import { Puck } from "#kit/puck.tsx";
import type { World } from "#model/world.ts";
import { sayFateOf } from "#story/say-fate.ts";
import { Marked } from "#words/marked.tsx";
import { captionOf, keysOf, type Phrase, seenIn, seenSketch } from "./captions.ts";
import { PublishedIn } from "./published-in.tsx";
import { byPayload, happenedScene, predictedScene, type Scene } from "./scene.ts";
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
				<article key={moment.title} className="storyboard-moment" aria-label={`Step ${at + 1}: ${moment.title}`}>
					<header>
						<h4>
							{at + 1}. {moment.title}
						</h4>
						<PublishedIn lines={moment.lines} />
					</header>
					{answer !== null && (
						<div className="storyboard-cell" data-row="predicted">
							<p className="storyboard-who">You predicted</p>
							<Predicted lesson={lesson} answer={answer} run={run} at={at} />
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
							<Happened lesson={lesson} run={run} at={at} parted={parted(at)} />
						) : (
							<p className="storyboard-unseen">Not seen: somebody went on by hand. The last step shows what came of it.</p>
						)}
					</div>
				</article>
			))}
		</section>
	);
}

function Predicted({ lesson, answer, run, at }: { lesson: Lesson; answer: Answer; run: Run; at: number }) {
	const world = run.worlds[at] ?? run.world;
	const sees = answer.sees[at] ?? {};
	const retained = Object.values(sees).find((stated) => stated.retained !== undefined)?.retained;
	return (
		<>
			<Retained retained={retained} world={run.world} ghost />
			{lesson.watches.map((clientId) => {
				const stated = sees[clientId] ?? {};
				const phrases = captionOf(stated, Object.keys(stated) as SketchKey[]);
				const scene = predictedScene(stated, world, clientId, answer.sees[at - 1]?.[clientId]);
				return <ClientPanel key={clientId} scene={scene} phrases={phrases} />;
			})}
		</>
	);
}

type HappenedProps = { lesson: Lesson; run: Run; at: number; parted: (clientId: string) => readonly SketchKey[] };

function Happened({ lesson, run, at, parted }: HappenedProps) {
	const world = run.worlds[at] ?? run.world;
	const before = run.seen[at - 1] === true ? (run.worlds[at - 1] ?? null) : null;
	const isAsked = lesson.watches.some((clientId) => keysOf(lesson, at, clientId).includes("retained"));
	return (
		<>
			<Retained retained={isAsked ? seenSketch(world, "").retained : undefined} world={world} />
			{lesson.watches.map((clientId) => {
				const scene = happenedScene(clientId, world, before);
				const [fallen] = scene.fallen;
				const phrases = captionOf(seenIn(lesson, at, clientId, world), keysOf(lesson, at, clientId), parted(clientId));
				const why = fallen === undefined ? null : sayFateOf(world, fallen.label, clientId);
				return <ClientPanel key={clientId} scene={scene} phrases={phrases} why={why} />;
			})}
		</>
	);
}

function ClientPanel({ scene, phrases, why = null }: { scene: Scene; phrases: readonly Phrase[]; why?: string | null }) {
	return (
		<div className="storyboard-client">
			<SceneDrawing scene={scene} />
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
function Retained({ retained, world, ghost = false }: { retained: Sketch["retained"]; world: World; ghost?: boolean }) {
	if (retained === undefined) return null;
	const kept = Object.entries(retained);
	return (
		<p className="storyboard-retained" aria-hidden="true">
			Retained
			{kept.length === 0 && <span>nothing</span>}
			{kept.map(([topic, payload]) => {
				const message = byPayload(world, payload);
				return (
					<Puck key={topic} qos={message?.qos ?? 0} label={message?.message ?? payload} fate={ghost ? "ghost" : "outline"} retain h={24} />
				);
			})}
		</p>
	);
}
