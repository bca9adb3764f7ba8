/** A full copy of plain JSON. The maps in the copy still have no inherited keys. */
export function copyOf<T>(value: T): T {
	if (typeof value !== "object" || value === null) return value;
	if (Array.isArray(value)) return value.map(copyOf) as T;
	const copy: Record<string, unknown> = Object.create(Object.getPrototypeOf(value));
	for (const [key, inner] of Object.entries(value)) copy[key] = copyOf(inner);
	return copy as T;
}
