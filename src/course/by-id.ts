/** What stands under this id. A lesson may be called "constructor": what every object has is no entry of a record. */
export function byId<T>(record: Readonly<Record<string, T>>, id: string): T | undefined {
	return Object.hasOwn(record, id) ? record[id] : undefined;
}
