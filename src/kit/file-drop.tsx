import type { ReactNode } from "react";
import { FileButton } from "./file-button.tsx";
import type { IconName } from "./icon.tsx";
import { useDrop } from "./use-drop.ts";
import "./file-drop.css";

type FileDropProps = {
	readonly icon: IconName;
	/** Names the field. */
	readonly label: string;
	/** The kinds of files, as <input accept> has them. */
	readonly accept: string;
	readonly onFile: (file: File) => void;
	/** Told what was dropped that is not one file. */
	readonly onRefused: (says: string) => void;
	/** Whether the file is the first thing to do here. */
	readonly primary?: boolean | undefined;
	/** Stands beside the button. */
	readonly children: ReactNode;
};

/** A place for a file: a button, and somewhere to drop it. */
export function FileDrop({ icon, label, accept, onFile, onRefused, primary = false, children }: FileDropProps) {
	const { over, handlers } = useDrop(onFile, onRefused);
	return (
		<div className="file-drop" data-over={over} {...handlers}>
			<FileButton icon={icon} label={label} accept={accept} onFile={onFile} look={primary ? "primary" : undefined} data-first>
				Choose a file
			</FileButton>
			{children}
		</div>
	);
}
