import type { ClassCommand } from "#contract/class-command.ts";
import { unreachable } from "#contract/unreachable.ts";
import type { ClassState } from "./class-state.ts";
import type { Asker } from "./rights.ts";
import { REMOVED, type Seat, type Seats } from "./seats.ts";
import { courseAfter, type StageCommand } from "./stages.ts";

/** What a command works on, and what it brings about elsewhere. */
export type Obeying = {
	readonly state: ClassState;
	readonly seats: Seats;
	/** Ends the connections of a seat, as a cut of its wires does. everywhere: those on its bench, too. */
	readonly cut: (seat: number, by: Asker, where: "in class" | "everywhere") => void;
	/** The pages of a seat are told who they are once more: its answer has changed. */
	readonly tellYou: (seat: Seat) => void;
	/** The pages of the host are told who they are once more: the cards of the seats have changed. */
	readonly tellHosts: () => void;
	/** The pages of a seat are told this sentence, and closed. */
	readonly turnOut: (seat: Seat, says: string) => void;
};

/** Does what this asker, who may, wants. Null: it is done. Otherwise why not. */
export function obey(room: Obeying, asker: Asker, command: ClassCommand): string | null {
	const { state } = room;
	switch (command.type) {
		case "class.watch":
		case "class.ask":
		case "class.close":
		case "class.run":
		case "class.reveal":
			return goOn(room, asker, command);
		case "class.says":
			[state.what, state.task] = [command.what, command.task];
			return null;
		case "class.looks":
			state.looks = command.looks;
			return null;
		case "class.address":
			if (!state.addresses.includes(command.address)) return "This host has no such address.";
			state.address = command.address;
			return null;
		case "class.freeze":
			state.frozen = command.frozen;
			return null;
		case "class.joining":
			state.joining = command.joining;
			if (command.joining) room.seats.pardon();
			return null;
		case "class.free":
			return free(room, asker, command.seat);
		case "class.benches":
			state.benches = command.lesson;
			// A bench says anew how far it is: in this lesson, and not in the one before.
			if (command.lesson !== null) for (const seat of room.seats.all) seat.progress = null;
			return null;
		case "class.spotlight":
			state.spotlight = command.seats;
			return null;
		case "class.show":
			state.shows = command.shows;
			return null;
		case "class.hide":
		case "class.remove":
		case "class.readmit":
		case "class.cut":
			return withSeats(room, asker, command);
		case "class.answer":
		case "class.name":
		case "class.progress": {
			const seat = asker.role === "seat" ? room.seats.get(asker.seat) : undefined;
			return seat === undefined ? "This page has no seat." : ofSeat(room, seat, command);
		}
		default:
			return unreachable(command);
	}
}

function goOn({ state, seats, tellYou }: Obeying, asker: Asker, command: StageCommand): string | null {
	const isOthersRun = state.course.stage === "run" && state.runner !== null && state.runner !== asker;
	if (command.type === "class.run" && isOthersRun) return "Another page of the host is running this question.";
	if (command.type === "class.reveal" && isOthersRun) return "Another page of the host runs this question, and reveals what happened.";
	const next = courseAfter(state.course, command);
	if (typeof next === "string") return next;
	state.course = next;
	state.runner = command.type === "class.run" ? asker : null;
	if (command.type !== "class.ask" && command.type !== "class.watch") return null;
	for (const seat of seats.all) {
		if (seat.answer === null) continue;
		seat.answer = null;
		tellYou(seat);
	}
	return null;
}

type OnSeats = Extract<ClassCommand, { type: "class.hide" | "class.remove" | "class.readmit" | "class.cut" }>;

function withSeats({ seats, cut, turnOut }: Obeying, asker: Asker, command: OnSeats): string | null {
	if (command.type === "class.hide" && command.seat === null) {
		for (const seat of seats.all) seat.hidden = command.hidden;
		return null;
	}
	const seat = command.seat === null ? undefined : seats.get(command.seat);
	if (seat === undefined || !seat.taken) return `Nobody has taken seat ${command.seat}.`;
	if (command.type === "class.hide") seat.hidden = command.hidden;
	else if (command.type === "class.readmit") seat.removed = false;
	else cut(seat.seat, asker, command.type === "class.remove" ? "everywhere" : "in class");
	if (command.type === "class.remove") {
		seat.removed = true;
		turnOut(seat, REMOVED);
	}
	return null;
}

function free({ seats, tellHosts }: Obeying, asker: Asker, number: number): string | null {
	const seat = seats.get(number);
	if (seat?.taken !== true) return `Nobody has taken seat ${number}.`;
	if (["here", "not-answering"].includes(seats.presence(seat))) return `Seat ${number} is in use. Remove its phone first.`;
	seats.free(seat, asker);
	// A card is another one now.
	tellHosts();
	return null;
}

type OfSeat = Extract<ClassCommand, { type: "class.answer" | "class.name" | "class.progress" }>;

function ofSeat({ state, tellYou }: Obeying, seat: Seat, command: OfSeat): string | null {
	if (command.type === "class.name") seat.name = command.name.trim() || null;
	else if (command.type === "class.progress") seat.progress = command.progress;
	else {
		const { stage, question } = state.course;
		if (stage !== "ask" || question?.id !== command.question) return "This question is closed.";
		if (command.answer >= question.answers.length) return "The question has no such answer.";
		seat.answer = command.answer;
		tellYou(seat);
	}
	return null;
}
