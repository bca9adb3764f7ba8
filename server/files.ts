import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join, relative, sep } from "node:path";

/** Everything that a page of ours consists of. */
const TYPES: Readonly<Record<string, string>> = {
	".html": "text/html;charset=utf-8",
	".js": "text/javascript",
	".css": "text/css",
	".svg": "image/svg+xml",
	".png": "image/png",
	".ico": "image/x-icon",
	".woff2": "font/woff2",
	".json": "application/json",
	".webmanifest": "application/manifest+json",
	".txt": "text/plain;charset=utf-8",
};
/** What lies beside a file, compressed; the best comes first. */
const ENCODINGS = { br: ".br", gzip: ".gz" } as const;

type Variant = { readonly bytes: Buffer; readonly encoding: keyof typeof ENCODINGS | null; readonly etag: string };
type PageFile = { readonly type: string; readonly variants: readonly Variant[] };

/** Answers with the file at this path; false: there is none, and nothing has been done. */
export type Files = (path: string, request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * The files of a folder, kept in memory: a few megabytes. Then no visitor costs a descriptor beside its own, none is left open when a visitor
 * goes in the middle of a file, and nothing on the disk can fail while the host runs.
 */
export function openFiles(folder: string): Files {
	const files = readFiles(folder);
	return (path, request, response) => {
		const file = files.get(path === "/" ? "/index.html" : path);
		if (file === undefined) return false;
		const accepted = String(request.headers["accept-encoding"] ?? "");
		const variant = file.variants.find(({ encoding }) => encoding === null || new RegExp(`\\b${encoding}\\b`).test(accepted)) as Variant;
		response.setHeader("ETag", variant.etag);
		if (file.variants.length > 1) response.setHeader("Vary", "Accept-Encoding");
		if (request.headers["if-none-match"] === variant.etag) {
			response.writeHead(304).end();
			return true;
		}
		if (variant.encoding !== null) response.setHeader("Content-Encoding", variant.encoding);
		response.writeHead(200, { "Content-Type": file.type, "Content-Length": variant.bytes.length });
		response.end(request.method === "HEAD" ? undefined : variant.bytes);
		return true;
	};
}

/** By path, with its slash. A folder that is not there has no files. */
function readFiles(folder: string): ReadonlyMap<string, PageFile> {
	const paths = new Set(namesIn(folder));
	const files = new Map<string, PageFile>();
	for (const path of paths) {
		const variants = Object.entries(ENCODINGS).flatMap(([encoding, ending]) =>
			paths.has(path + ending) ? [readVariant(path + ending, encoding as keyof typeof ENCODINGS)] : [],
		);
		const name = `/${relative(folder, path).split(sep).join("/")}`;
		files.set(name, { type: TYPES[extname(path)] ?? "application/octet-stream", variants: [...variants, readVariant(path, null)] });
	}
	return files;
}

function namesIn(folder: string): string[] {
	try {
		return readdirSync(folder, { withFileTypes: true, recursive: true })
			.filter((entry) => entry.isFile())
			.map((entry) => join(entry.parentPath ?? entry.path, entry.name));
	} catch (fault) {
		if ((fault as NodeJS.ErrnoException).code === "ENOENT") return [];
		throw fault;
	}
}

function readVariant(path: string, encoding: Variant["encoding"]): Variant {
	const bytes = readFileSync(path);
	return { bytes, encoding, etag: `W/"${createHash("sha1").update(bytes).digest("base64url")}"` };
}
