import { LIMITS } from "#contract/limits.ts";

/** A long text as frames of the room socket, for any number of readers. Each part is made when a reader first asks for it, and kept for the others. */
export type Parts = {
	/** Null: the text is over. "later": so much has been done for it that the rest is left to another turn of the event loop. */
	part(index: number): string | "later" | null;
};

/** Texts that are put together in one turn. */
const A_TURN = 150;

/** An empty text stands for work without a text: it has its turn alone. */
export function openParts(texts: Iterator<string, void>): Parts {
	const made: string[] = [];
	let rest = "";
	let over = false;
	/** Putting it together has thrown: the text is not whole, and never will be. */
	let broken = false;
	/** Whether there is a whole part. */
	const read = () => {
		for (let count = 0; !over && rest.length < LIMITS.partCharacters; count += 1) {
			if (count === A_TURN) return false;
			if (broken) throw new Error("a text for pages could not be put together");
			broken = true;
			const { value = "", done } = texts.next();
			broken = false;
			if (done === true) over = true;
			else if (value === "") return false;
			rest += value;
		}
		return true;
	};
	return {
		part(index) {
			while (made.length <= index) {
				if (!read()) return "later";
				if (rest === "") return null;
				made.push(JSON.stringify(rest.slice(0, LIMITS.partCharacters)));
				rest = rest.slice(LIMITS.partCharacters);
			}
			return made[index] ?? null;
		},
	};
}
