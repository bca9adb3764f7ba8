import { useMemo } from "react";
import { encode } from "uqr";

/** Light modules around the code, without which many cameras do not find it. */
const QUIET = 4;

type QrProps = {
	text: string;
	/** Its size is the caller's: by itself the code is as wide as its place. */
	className?: string | undefined;
	label?: string | undefined;
};

/** A text as a QR code. Dark on white in every theme and on paper, so its colours are no tokens: many cameras do not read the reverse. */
export function Qr({ text, className, label }: QrProps) {
	const { size, path } = useMemo(() => qrPath(text), [text]);
	return (
		<svg
			className={className}
			viewBox={`0 0 ${size} ${size}`}
			role="img"
			aria-label={label ?? `QR code: ${text}`}
			shapeRendering="crispEdges"
		>
			<rect width={size} height={size} fill="#ffffff" />
			<path d={path} fill="#000000" />
		</svg>
	);
}

/** One stroke for each run of dark modules in a row; size: of the whole square with its quiet zone. */
export function qrPath(text: string): { readonly size: number; readonly path: string } {
	const { data, size } = encode(text, { ecc: "M", border: QUIET });
	let path = "";
	for (const [y, row] of data.entries()) {
		for (let x = 0; x < size; x += 1) {
			if (!row[x]) continue;
			const from = x;
			while (row[x + 1]) x += 1;
			path += `M${from} ${y}h${x + 1 - from}v1H${from}z`;
		}
	}
	return { size, path };
}
