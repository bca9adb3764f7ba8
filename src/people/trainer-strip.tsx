import { useStore } from "zustand";
import { lessonById } from "#course/lessons/lessons.ts";
import { LoseSomething } from "#crowd/lose-something.tsx";
import { Button } from "#kit/button.tsx";
import type { ClassSeen } from "#room/class-seen.ts";
import { usePlayground } from "#script/playground.ts";
import { LessonMenu } from "./lesson-menu.tsx";
import { STAGE_WORDS } from "./next-stage.ts";
import { QuestionMenu } from "./question-menu.tsx";
import { TaskMenu } from "./task-menu.tsx";
import { useHostKeys } from "./use-host-keys.ts";
import { type Leading, useLead } from "./use-lead.ts";
import { WhichAnswer } from "./which-answer.tsx";
import "./trainer-strip.css";

type TrainerStripProps = {
	/** Opens or closes the drawer of people. */
	onPeople: () => void;
	onCode: () => void;
	/** Whether that drawer is open. */
	people: boolean;
	/** What outlives a reload of this tab. */
	kept: Storage;
	/** Whether this person wants keys that are characters. */
	singles: () => boolean;
};

/** Under the top bar of the Lab, for whoever leads the class in this room; for nobody else. It needs a course around it. */
export function TrainerStrip(props: TrainerStripProps) {
	const { room } = usePlayground();
	const seen = useStore(room, (state) => state.class);
	return seen?.you.role === "host" ? <Strip seen={seen} {...props} /> : null;
}

function Strip({ seen, onPeople, onCode, people, kept, singles }: TrainerStripProps & { seen: ClassSeen }) {
	const { room } = usePlayground();
	const lead = useLead(seen, kept);
	const { told } = seen;
	// What the host has said by now, which may not be drawn yet.
	const shown = () => room.getState().class?.told.shows;
	useHostKeys({
		room: room.getState().room,
		singles,
		act(key) {
			if (key === "black" || key === "code") lead.send({ type: "class.show", shows: shown() === key ? "stage" : key });
			else lead[key]();
		},
	});
	return (
		<section className="trainer-strip" aria-label="Class">
			<p className="trainer-strip-stage" role="status">
				<span className="sr">Stage: </span>
				{told.benches === null ? STAGE_WORDS[told.stage] : "Benches"}
				{told.shows === "black" && <small>projector black</small>}
				{told.shows === "code" && <small>projector: code</small>}
			</p>
			<Question seen={seen} lead={lead} />
			<Stages lead={lead} />
			<div className="trainer-strip-group">
				<Button
					icon="hand"
					className="trainer-strip-toggle"
					aria-pressed={told.frozen}
					title={
						told.frozen
							? "Hands off: only you can act. Press to let the others act again"
							: "Nobody but you can act. Wires stay up, and nothing is lost"
					}
					onClick={() => lead.send({ type: "class.freeze", frozen: !told.frozen })}
				>
					Freeze
				</Button>
				<p className="trainer-strip-hands" role="status">
					{told.frozen && "Hands off"}
				</p>
			</div>
			<Benches seen={seen} lead={lead} />
			<div className="trainer-strip-right">
				<TaskMenu stage={told.stage} task={told.task} send={lead.send} />
				<Button icon="people" className="trainer-strip-people" aria-expanded={people} onClick={onPeople}>
					{told.here} of {told.taken} here
				</Button>
				<Button icon="qr" aria-haspopup="dialog" onClick={onCode}>
					Code
				</Button>
			</div>
			<Asked seen={seen} lead={lead} />
		</section>
	);
}

/** While a question is open there is nothing to choose: its place says how many have answered. */
function Question({ seen: { told }, lead }: { seen: ClassSeen; lead: Leading }) {
	const { stage, question } = told;
	const isOpen = stage === "ask" || stage === "closed" || stage === "run";
	return (
		<div className="trainer-strip-question">
			{isOpen && question !== null ? (
				<>
					<p title={question.asks}>
						<span>{[question.about, question.asks].filter((text) => text !== "").join(": ")}</span>
						<small role="status">{lead.notRun ?? `${told.answered} of ${told.asked} have answered`}</small>
					</p>
					<QuestionMenu answered={told.answered} onWithdraw={() => lead.press("watch")} />
				</>
			) : (
				<LessonMenu next={lead.next} onChoose={lead.choose} />
			)}
		</div>
	);
}

/** Three places that never move: their words change. */
function Stages({ lead }: { lead: Leading }) {
	return (
		<div className="trainer-strip-group">
			{lead.places.map(({ verb, word, refuses, next }, place) => (
				<Button
					// biome-ignore lint/suspicious/noArrayIndexKey: the place stays, and with it the focus; what it says changes
					key={place}
					className="trainer-strip-place"
					look={next ? "primary" : undefined}
					disabled={refuses ?? false}
					title={next ? "PageDown does this" : undefined}
					onClick={() => lead.press(verb)}
				>
					{word}
				</Button>
			))}
		</div>
	);
}

function Benches({ seen: { told }, lead }: { seen: ClassSeen; lead: Leading }) {
	const { next } = lead;
	const lesson = next.from === "lesson" ? next.lesson : null;
	const isThere = told.benches !== null;
	const refuses = isThere
		? "Everybody is at the benches already."
		: lesson === null
			? "A bench has a lesson to work on. Choose one first."
			: lessonById(lesson.id) === null
				? "Phones do not have this lesson: it is in this browser alone."
				: false;
	return (
		<div className="trainer-strip-group">
			<Button
				disabled={refuses}
				title={lesson === null ? undefined : `A room of their own for everybody, with “${lesson.title}”`}
				onClick={() => lesson !== null && lead.send({ type: "class.benches", lesson: lesson.id })}
			>
				To benches
			</Button>
			<Button
				look={lead.callsBack ? "primary" : undefined}
				disabled={isThere ? false : "Nobody is at a bench."}
				title={lead.callsBack ? "PageDown does this" : undefined}
				onClick={() => lead.send({ type: "class.benches", lesson: null })}
			>
				Call back
			</Button>
		</div>
	);
}

/** What the trainer is asked before it goes on. */
function Asked({ seen: { told }, lead }: { seen: ClassSeen; lead: Leading }) {
	const { asks } = lead;
	return (
		<>
			<LoseSomething by="load" says={asks?.asks === "loss" ? asks.says : null} onClose={lead.forgetAsks} onAgreed={lead.runAgreed} />
			{told.question !== null && (
				<WhichAnswer open={asks?.asks === "which-answer"} question={told.question} onClose={lead.forgetAsks} onChosen={lead.revealChosen} />
			)}
		</>
	);
}
