import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import type { Cut, Instead, Replacement } from "./instead.ts";

/** The ending for the name of code that replaces a module: by a file's usual ending, that code would be taken for a file. */
const INSTEAD = "#instead";
const PACKAGES = "/node_modules/";
const ROOT = fileURLToPath(new URL("../..", import.meta.url)).replaceAll("\\", "/");

export type InAPage = {
	/** The name shown in the log of a build. */
	readonly name: string;
	/** The file in which the replacements and cuts stand. */
	readonly table: string;
	readonly replacements: readonly Replacement[];
	readonly cuts: readonly Cut[];
};

/**
 * Replaces modules of packages, in the files that name them, and cuts text out of files, only for a page: in the host these names mean Node's
 * own. A build of the page fails when a replacement or a cut matches nothing: in that case a package has changed, and its needs have to be looked at again.
 */
export function inAPage({ name, table, replacements, cuts }: InAPage): Plugin {
	const idle = new Set<Replacement | Cut>([...replacements, ...cuts]);
	const codeOf = (wanted: string) => replacements.map(({ by }) => by).find((by) => "name" in by && by.name === wanted);
	return {
		name,
		enforce: "pre",
		applyToEnvironment: ({ name }) => name === "client",
		resolveId(source, importer) {
			const place = importer === undefined ? "" : placeOf(importer);
			const found = replacements.find((one) => one.module === source && isIn(place, one.importer));
			if (found === undefined) return null;
			idle.delete(found);
			return "file" in found.by ? this.resolve(found.by.file, importer, { skipSelf: true }) : `\0${found.by.name}${INSTEAD}`;
		},
		load: (id) => (id.endsWith(INSTEAD) ? codeFrom(codeOf(id.slice(1, -INSTEAD.length))) : null),
		transform(code, id) {
			const place = placeOf(id);
			let left = code;
			for (const cut of cuts.filter((one) => isIn(place, one.place))) {
				const before = left;
				left = left.replace(cut.what, cut.by);
				if (left !== before) idle.delete(cut);
			}
			return left === code ? null : { code: left, map: null };
		},
		buildEnd(fault) {
			// In development a module is requested only when a page needs that module.
			if (fault !== undefined || this.environment?.mode !== "build" || idle.size === 0) return;
			this.error(`${table} replaces what is not there: ${[...idle].map(nameOf).join(", ")}`);
		},
	};
}

function codeFrom(by: Instead | undefined): string | null {
	return by !== undefined && "code" in by ? by.code : null;
}

function nameOf(one: Replacement | Cut): string {
	return "module" in one ? `"${one.module}" in ${one.importer}` : `${one.what} in ${one.place}`;
}

/** The path of a file below the innermost node_modules, or otherwise below the root. */
function placeOf(file: string): string {
	const path = file.replaceAll("\\", "/").replace(/\?.*$/, "");
	const packages = path.lastIndexOf(PACKAGES);
	if (packages !== -1) return path.slice(packages + PACKAGES.length);
	return path.startsWith(ROOT) ? path.slice(ROOT.length) : path;
}

/** A path that ends in a slash is a folder. */
function isIn(place: string, named: string): boolean {
	return named.endsWith("/") ? place.startsWith(named) : place === named;
}
