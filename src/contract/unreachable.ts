/** For the default branch of a switch over a union: a new member that nobody handles is a type error here. */
export function unreachable(value: never): never {
	throw new Error(`unhandled: ${JSON.stringify(value)}`);
}
