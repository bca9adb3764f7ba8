import type { World } from "./world.ts";

/** A world that came as JSON: its maps get back what JSON cannot express, that they have no inherited keys. Values are taken as they are. */
export function reviveWorld(plain: World): World {
	const { fates, copies, sessions, gone, forgotten } = plain;
	const whole = {
		...plain,
		fates: mapped(fates, bare),
		copies: mapped(copies, bare),
		sessions: mapped(sessions, (session) => ({ ...session, subscriptions: bare(session.subscriptions) })),
		gone: mapped(gone, (ended) => ({ ...ended, subscriptions: bare(ended.subscriptions) })),
		forgotten: { ...forgotten, bySubscriber: bare(forgotten?.bySubscriber) },
	};
	return Object.fromEntries(Object.entries(whole).map(([key, value]) => [key, bare(value)])) as World;
}

function bare<T>(value: T): T {
	if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
	// Object.assign() takes five times as long for a map without inherited keys.
	const copy = Object.create(null);
	for (const key of Object.keys(value)) copy[key] = value[key as keyof T];
	return copy;
}

function mapped<T>(map: Readonly<Record<string, T>>, each: (value: T) => T): Readonly<Record<string, T>> {
	const copy: Record<string, T> = Object.create(null);
	for (const [key, value] of Object.entries(map ?? {})) copy[key] = each(value);
	return copy;
}
