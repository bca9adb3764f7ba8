import { type ComponentProps, useRef } from "react";
import { Button } from "./button.tsx";

type FileButtonProps = Omit<ComponentProps<typeof Button>, "onClick"> & {
	/** Names the field. */
	readonly label: string;
	/** The kinds of files, as <input accept> has them. */
	readonly accept: string;
	readonly onFile: (file: File) => void;
};

/** A button that asks for a file. */
export function FileButton({ label, accept, onFile, ...button }: FileButtonProps) {
	const chooser = useRef<HTMLInputElement>(null);
	return (
		<>
			<Button {...button} onClick={() => chooser.current?.click()} />
			<input
				ref={chooser}
				type="file"
				accept={accept}
				aria-label={label}
				hidden
				onChange={(event) => {
					const file = event.currentTarget.files?.[0];
					if (file !== undefined) onFile(file);
					// The same file, changed in the meantime, can be chosen again.
					event.currentTarget.value = "";
				}}
			/>
		</>
	);
}
