import type { EventOf, Fact } from "#contract/event.ts";
import type { Draft } from "./draft.ts";

/** What an event of this type does to a world. */
export type Reducer<T extends Fact["type"]> = (draft: Draft, event: EventOf<T>) => void;
export type Reducers<T extends Fact["type"]> = { readonly [K in T]: Reducer<K> };
