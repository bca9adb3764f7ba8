import type { ReactNode } from "react";

/** Where a wire of the stage runs, px. */
export type TrunkPlace = {
	readonly axis: "x" | "y";
	readonly client: { along: number; across: number };
	readonly broker: { along: number; across: number };
};

export type StageCrowd = {
	readonly isOne: (clientId: string) => boolean;
	/** Their sessions, as one line of the broker. */
	readonly line: ReactNode;
	/** Their wires, as one. Their card is asked for as that of the client CROWD. */
	readonly trunk: (place: TrunkPlace) => ReactNode;
};
