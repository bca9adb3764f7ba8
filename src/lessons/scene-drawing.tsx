import { Puck } from "#kit/puck.tsx";
import { cut } from "#mqtt/cut.ts";
import type { Scene, Token } from "./scene.ts";
import { CLIENT, layOutScene, type SceneLayout, SESSION, SLOT, WIDTH, WIRE } from "./scene-layout.ts";
import "./scene-drawing.css";

const PLATE = { fontFamily: "var(--f-plate)", fontWeight: 700, fontSize: 14.5, fill: "var(--ink)" } as const;
const TEXT = { fontFamily: "var(--f-text)", fontWeight: 500, fontSize: 14, fill: "var(--ink-2)" } as const;
const RIGHT = SESSION.x + SESSION.width;

/** A scene as a picture; the words beside the picture say the same. */
export function SceneDrawing({ scene, asksGot }: { scene: Scene; asksGot: boolean }) {
	const layout = layOutScene(scene);
	return (
		<svg className="scene-drawing" viewBox={`0 0 ${WIDTH} ${layout.height}`} aria-hidden="true">
			<Session scene={scene} layout={layout} />
			<Link link={scene.link} />
			<ClientBox scene={scene} layout={layout} asksGot={asksGot} />
			<Fallen layout={layout} />
		</svg>
	);
}

function Session({ scene, layout }: { scene: Scene; layout: SceneLayout }) {
	const bottom = SESSION.y + layout.sessionHeight;
	const name = `${cut(scene.clientId, 9)}’s session`;
	if (scene.session === "none")
		return (
			<>
				<rect
					x={SESSION.x}
					y={SESSION.y}
					width={SESSION.width}
					height={layout.sessionHeight}
					fill="none"
					stroke="var(--line-2)"
					strokeWidth={1.5}
					strokeDasharray="1.5 4"
					strokeLinecap="round"
				/>
				<text x={SESSION.x + SESSION.width / 2} y={SESSION.y + layout.sessionHeight / 2 + 5} textAnchor="middle" {...TEXT}>
					no session
				</text>
			</>
		);
	const clean = scene.session === "clean";
	return (
		<>
			<rect x={SESSION.x} y={SESSION.y} width={SESSION.width} height={layout.sessionHeight} fill="var(--card)" />
			<path
				d={`M${SESSION.x} ${bottom}V${SESSION.y}H${RIGHT}V${bottom}`}
				fill="none"
				stroke={clean ? "var(--line-2)" : "var(--ink)"}
				strokeWidth={2}
				strokeDasharray={clean ? "5 4" : undefined}
			/>
			{!clean && <path d={`M${SESSION.x - 1} ${bottom + 1.5}H${RIGHT + 1}`} stroke="var(--ink)" strokeWidth={7} />}
			<text x={SESSION.x + 9} y={SESSION.y + 18} {...PLATE}>
				{name}
			</text>
			{layout.slots.map(({ x, y, token }) => (
				<g key={`${x} ${y}`}>
					<rect x={x} y={y} width={SLOT.width} height={SLOT.height} rx={2} {...slotPaint(token)} />
					{token !== null && <Message token={token} x={x + SLOT.width / 2} y={y + SLOT.height / 2} h={SLOT.puck} />}
				</g>
			))}
			<More count={layout.more.slots} x={RIGHT - 8} y={SESSION.y + 18} end />
		</>
	);
}

function slotPaint(token: Token | null) {
	if (token?.fate === "queued") return { fill: "var(--queued-tint)", stroke: "var(--queued-edge)", strokeWidth: 1.5 };
	if (token?.fate === "flight") return { fill: "var(--card)", stroke: "var(--flight-edge)", strokeWidth: 2 };
	return { fill: token === null ? "var(--well)" : "none", stroke: "var(--line-2)", strokeWidth: 1.3, strokeDasharray: "3 3" };
}

/** The wire from the session to the client: live, silent, cut, or with its plug out. */
function Link({ link }: { link: Scene["link"] }) {
	const from = RIGHT + WIRE.block;
	const to = CLIENT.x - WIRE.block;
	const top = WIRE.y - WIRE.gap;
	const low = WIRE.y + WIRE.gap;
	const block = (x: number, ink: string) => <rect x={x} y={WIRE.y - 18} width={WIRE.block} height={36} rx={1.5} fill={ink} />;
	const middle = (from + to) / 2;
	if (link === "in" || link === "silent")
		return (
			<>
				<path
					d={`M${from} ${top}H${to}M${from} ${low}H${to}`}
					stroke={link === "in" ? "var(--ink)" : "var(--ink-3)"}
					strokeWidth={2.4}
					strokeDasharray={link === "silent" ? "2 4" : undefined}
				/>
				{block(RIGHT, "var(--ink)")}
				{block(to, "var(--ink)")}
			</>
		);
	if (link === "cut")
		return (
			<>
				<path
					d={`M${from} ${top}H${middle - 10}l4 -5M${from} ${low}H${middle - 10}l4 5M${to} ${top}H${middle + 10}l-4 -5M${to} ${low}H${middle + 10}l-4 5`}
					fill="none"
					stroke="var(--ink)"
					strokeWidth={2.4}
				/>
				{block(RIGHT, "var(--ink)")}
				{block(to, "var(--ink-3)")}
			</>
		);
	const x = middle - 2;
	return (
		<>
			<g fill="none" stroke="var(--ink-3)" strokeWidth={2.4}>
				<path d={`M${from} ${top}C${x + 4} ${top} ${x + 7} ${WIRE.y} ${x + 7} ${WIRE.y + 21}`} />
				<path d={`M${from} ${low}C${x - 10} ${low} ${x - 7} ${WIRE.y + 12} ${x - 7} ${WIRE.y + 21}`} />
			</g>
			<rect x={x - 16} y={WIRE.y + 21} width={32} height={9} rx={1.5} fill="var(--ink-3)" />
			<path d={`M${x - 7} ${WIRE.y + 31}v6M${x + 7} ${WIRE.y + 31}v6`} stroke="var(--ink-3)" strokeWidth={4} strokeLinecap="round" />
			{block(RIGHT, "var(--ink)")}
		</>
	);
}

function ClientBox({ scene, layout, asksGot }: { scene: Scene; layout: SceneLayout; asksGot: boolean }) {
	const here = scene.link === "in" || scene.link === "silent";
	const middle = CLIENT.x + CLIENT.width / 2;
	const word = !here ? "offline" : asksGot ? "nothing" : "connected";
	return (
		<>
			<text x={CLIENT.x} y={CLIENT.y - 8} {...PLATE} fontSize={15}>
				{cut(scene.clientId, 9)}
			</text>
			<rect
				x={CLIENT.x}
				y={CLIENT.y}
				width={CLIENT.width}
				height={layout.clientHeight}
				rx={5}
				fill={here ? "var(--card)" : "none"}
				stroke={here ? "var(--ink)" : "var(--line-2)"}
				strokeWidth={1.5}
				strokeDasharray={here ? undefined : "4 3"}
			/>
			{layout.got.length === 0 && (
				<text x={middle} y={CLIENT.y + layout.clientHeight / 2 + 5} textAnchor="middle" {...TEXT}>
					{word}
				</text>
			)}
			{layout.got.map(({ token, x, y }) => (
				<Message key={`${x} ${y}`} token={token} x={x} y={y} h={layout.got.length === 1 ? CLIENT.alone : CLIENT.puck} />
			))}
			<More count={layout.more.got} x={CLIENT.x + CLIENT.width} y={CLIENT.y - 8} end />
		</>
	);
}

function Fallen({ layout }: { layout: SceneLayout }) {
	const first = layout.fallen[0];
	if (first === undefined) return null;
	const real = first.token.fate === "dropped";
	return (
		<>
			{layout.fallen.map(({ token, x, y }) => (
				<g key={token.label}>
					<Message token={token} x={x} y={y} h={27} />
					{!real && <path d={`M${x - 14} ${y + 14}L${x + 14} ${y - 14}`} stroke="var(--line-2)" strokeWidth={2} strokeLinecap="round" />}
				</g>
			))}
			<text
				x={layout.word.x}
				y={layout.word.y + 5}
				{...TEXT}
				fontWeight={700}
				fontSize={15}
				fill={real ? "var(--dropped)" : "var(--ink-3)"}
			>
				Dropped{layout.more.fallen > 0 ? `, ${layout.more.fallen} more` : ""}
			</text>
		</>
	);
}

/**
 * Pucks keep their letters at 12 px in a drawing that is not scaled; this drawing is scaled down to as little as 0.88, so its pucks are
 * drawn small and enlarged.
 */
const ENLARGED = 1 / 0.875;

function Message({ token, x, y, h }: { token: Token; x: number; y: number; h: number }) {
	const { label, qos, fate, retain, dup } = token;
	return (
		<g transform={`translate(${x} ${y}) scale(${ENLARGED})`}>
			<Puck
				qos={qos}
				fate={fate}
				label={label}
				h={h / ENLARGED}
				at={{ x: 0, y: 0 }}
				retain={retain}
				dup={dup}
				check={fate === "delivered"}
			/>
		</g>
	);
}

function More({ count, x, y, end }: { count: number; x: number; y: number; end?: boolean }) {
	if (count <= 0) return null;
	return (
		<text x={x} y={y} textAnchor={end ? "end" : undefined} {...TEXT} fontWeight={700}>
			+{count}
		</text>
	);
}
