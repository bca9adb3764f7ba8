/** The entry with this id. A lesson may be called "constructor": a property that every object has is not an entry of a record. */
export function byId<T>(record: Readonly<Record<string, T>>, id: string): T | undefined {
	return Object.hasOwn(record, id) ? record[id] : undefined;
}
