import { useEffect, useState } from "react";
import { openTaking, type TakeFile, type Taking } from "./take-file.ts";

const NOTHING: Taking = { reading: false, refused: null };

/** What becomes of the file that was chosen last, for as long as the component is there. open: as it was at first. */
export function useTaking(open: TakeFile) {
	const [taken, setTaken] = useState<Taking>(NOTHING);
	const [taking] = useState(() => openTaking(open, setTaken));
	useEffect(() => taking.stop, [taking]);
	return {
		...taken,
		take: (file: File) => void taking.take(file),
		/** What came is not one file. */
		refuse(refused: string) {
			taking.stop();
			setTaken({ reading: false, refused });
		},
		/** Nobody waits for the file any longer. */
		forget() {
			taking.stop();
			setTaken(NOTHING);
		},
	};
}

/** "Reading the file: 40 %." */
export function sayReading({ tenths = 0 }: Pick<Taking, "tenths">): string {
	return `Reading the file: ${tenths * 10} %.`;
}
