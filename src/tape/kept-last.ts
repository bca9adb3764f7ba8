/** The same function, which keeps its last result for as long as it is asked for the same: a painting costs nothing for what has not changed. */
export function keptLast<Asked extends readonly unknown[], Result>(make: (...asked: Asked) => Result): (...asked: Asked) => Result {
	let last: { readonly asked: Asked; readonly result: Result } | null = null;
	return (...asked) => {
		if (last === null || asked.some((one, index) => one !== last?.asked[index])) last = { asked, result: make(...asked) };
		return last.result;
	};
}
