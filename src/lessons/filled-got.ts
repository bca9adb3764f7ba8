import type { Got } from "#course/sketch.ts";

type Bits = Exclude<Got, string>;

/** A message as an answer states it; the bits that the answer leaves open are as they were, if it is the same message. */
export function filledGot(got: Got, seen: Got | undefined): Bits {
	const stated = bitsOf(got);
	const was = seen === undefined ? undefined : bitsOf(seen);
	return was?.payload === stated.payload ? { ...was, ...stated } : stated;
}

function bitsOf(got: Got): Bits {
	return typeof got === "string" ? { payload: got } : got;
}
