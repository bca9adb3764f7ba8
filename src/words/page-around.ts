/** What is asked of the page around: src/app hands it in. */
export type PageAround = {
	/** Opens an address of this site without reloading the page. */
	readonly go: (href: string) => void;
	/** The room in which a word is tried. */
	readonly room: () => string;
	/** Whether this person wants keys without Ctrl or Alt to do something. */
	readonly singleKeys: () => boolean;
};
