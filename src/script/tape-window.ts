import { createStore } from "zustand/vanilla";

/** The stretch of room-clock time that the tape shows, ms; null: no tape is shown. Set by the tape, drawn on the rail. */
export const tapeWindow = createStore<{ readonly shown: { readonly from: number; readonly to: number } | null }>(() => ({ shown: null }));
