/** "1 line", "3 lines", "2 copies": every count in a sentence goes through here. `more`: the plural, where it is not the word with an s. */
export function many(count: number, one: string, more = `${one}s`): string {
	return `${count} ${count === 1 ? one : more}`;
}
