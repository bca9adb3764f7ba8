import type * as z from "zod/mini";
import { Lesson } from "#course/lesson.ts";

export type Path = readonly PropertyKey[];

/** What zod keeps of a schema, as far as this code needs it. */
type Def = {
	readonly type: string;
	readonly shape?: Readonly<Record<string, Schema>>;
	readonly element?: Schema;
	readonly innerType?: Schema;
	/** Of a pipe: what is checked once earlier spellings have been read. */
	readonly out?: Schema;
	readonly valueType?: Schema;
	readonly options?: readonly Schema[];
	readonly discriminator?: string;
	readonly values?: readonly unknown[];
};
type Schema = { readonly _zod: { readonly def: unknown } };

/** The names that may stand in this part of a lesson; empty where no names have a special meaning. */
export function namesAt(path: Path, lesson: unknown): readonly string[] {
	let schema: Schema | null = Lesson satisfies z.ZodMiniType;
	let value: unknown = lesson;
	for (const key of path) {
		schema = schema === null ? null : inside(schema, key, value);
		value = partOf(value, key);
	}
	const object = schema === null ? null : objectOf(schema, value);
	return object === null ? [] : Object.keys(object.shape ?? {});
}

export function valueAt(path: Path, lesson: unknown): unknown {
	return path.reduce(partOf, lesson);
}

function partOf(value: unknown, key: PropertyKey): unknown {
	return typeof value === "object" && value !== null && Object.hasOwn(value, key)
		? (value as Record<PropertyKey, unknown>)[key]
		: undefined;
}

function inside(schema: Schema, key: PropertyKey, value: unknown): Schema | null {
	const def = defOf(schema);
	if (def.type === "array") return def.element ?? null;
	if (def.type === "record") return def.valueType ?? null;
	return objectOf(schema, value)?.shape?.[String(key)] ?? null;
}

/** The object that is meant: of several, the one whose own name is written here. */
function objectOf(schema: Schema, value: unknown): Def | null {
	const def = defOf(schema);
	if (def.type === "object") return def;
	const options = (def.options ?? []).map(defOf);
	const { discriminator } = def;
	if (discriminator === undefined) return options.find((option) => option.type === "object") ?? null;
	const name = partOf(value, discriminator);
	return options.find(({ shape }) => shape?.[discriminator] !== undefined && defOf(shape[discriminator]).values?.includes(name)) ?? null;
}

function defOf(schema: Schema): Def {
	const def = schema._zod.def as Def;
	const inner = def.innerType ?? def.out;
	return inner === undefined ? def : defOf(inner);
}
