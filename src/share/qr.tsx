import { useMemo } from "react";
import { encode } from "uqr";
import "./qr.css";

/** Light modules around the code, without which many cameras do not find it. */
const QUIET = 3;

/** An address as a QR code: every phone that scans the code is in this room. */
export function Qr({ text, label }: { text: string; label: string }) {
	const { size, path } = useMemo(() => drawn(text), [text]);
	return (
		<svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
			<path d={path} />
		</svg>
	);
}

/** One stroke for each run of dark modules in a row. */
function drawn(text: string): { readonly size: number; readonly path: string } {
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
