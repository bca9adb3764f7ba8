type Dropped = {
	readonly files: ArrayLike<File>;
	readonly items: ArrayLike<{ readonly kind: string; webkitGetAsEntry?(): { readonly isDirectory: boolean } | null }>;
};

/** The one file that was dropped; a sentence: what was dropped instead. To be asked while the drop is told: later the browser no longer says. */
export function droppedFile({ files, items }: Dropped): File | string {
	const [file] = Array.from(files);
	if (file === undefined) return "What was dropped is not a file. Choose a file, or drop one here.";
	if (files.length > 1) return `${files.length} files were dropped. Drop one of them at a time.`;
	const isFolder = Array.from(items).some((item) => item.kind === "file" && item.webkitGetAsEntry?.()?.isDirectory === true);
	return isFolder ? `${file.name} is a folder. Drop the file that is in it.` : file;
}
