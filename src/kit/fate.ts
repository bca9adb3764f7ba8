import type { IconName } from "./icon.tsx";

/** What became of a message for one subscriber. */
export type FateName = "delivered" | "queued" | "inflight" | "dropped" | "unseen" | "none";
/** How a puck is filled. ink, outline ("copy kept by the sender") and ghost ("predicted") are not fates. */
export type PuckFate = "flight" | "queued" | "delivered" | "dropped" | "ink" | "outline" | "ghost";

export const FATES: Readonly<Record<FateName, { readonly word: string; readonly icon: IconName; readonly puck: PuckFate }>> = {
	delivered: { word: "Delivered", icon: "check", puck: "delivered" },
	queued: { word: "Queued", icon: "bars", puck: "queued" },
	inflight: { word: "In flight", icon: "arrow", puck: "flight" },
	dropped: { word: "Dropped", icon: "cross", puck: "dropped" },
	unseen: { word: "Unseen", icon: "unseen", puck: "ghost" },
	none: { word: "Not subscribed", icon: "dash", puck: "outline" },
};

type Paint = { readonly fill: string; readonly edge: string; readonly text: string; readonly hollow: boolean };
/** Colours of a puck, from tokens.css. */
export const PAINT: Readonly<Record<PuckFate, Paint>> = {
	flight: { fill: "var(--flight-fill)", edge: "var(--flight-edge)", text: "var(--on-flight)", hollow: false },
	queued: { fill: "var(--queued-fill)", edge: "var(--queued-edge)", text: "var(--on-queued)", hollow: false },
	delivered: { fill: "var(--delivered-fill)", edge: "var(--delivered-edge)", text: "var(--on-delivered)", hollow: false },
	dropped: { fill: "var(--dropped-fill)", edge: "var(--dropped-edge)", text: "var(--dropped)", hollow: true },
	ink: { fill: "var(--ink)", edge: "var(--ink)", text: "var(--on-ink)", hollow: false },
	outline: { fill: "var(--card)", edge: "var(--ink)", text: "var(--ink)", hollow: true },
	ghost: { fill: "none", edge: "var(--line-2)", text: "var(--ink-3)", hollow: true },
};
