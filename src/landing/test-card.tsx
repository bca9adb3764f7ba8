import { Icon } from "#kit/icon.tsx";
import { Puck } from "#kit/puck.tsx";
import { Word } from "#words/word.tsx";
import { PLATE, TEXT } from "./scene-parts.tsx";
import "#kit/button.css";
import "./test-card.css";

type TestSettings = { readonly cleanSession: boolean; readonly publishQos: 0 | 1 | 2; readonly subscribeQos: 0 | 1 | 2 };

/** One of the five tests: what is set, not what the outcome is. */
export function TestCard({ n, settings, room }: { n: number; settings: TestSettings; room: string }) {
	return (
		<article className="test-card">
			<h3>Test {n}</h3>
			<TestDrawing settings={settings} />
			<p className="test-card-set">
				<Word of="clean-session-flag">clean_session</Word> = <b>{String(settings.cleanSession)}</b>
				<br />
				publish <Word of="qos">QoS</Word> <b>{settings.publishQos}</b>
				<br />
				subscribe QoS <b>{settings.subscribeQos}</b>
			</p>
			<p className="test-card-ways">
				<a className="button small primary" href={`/r/${room}/lessons/test-${n}`} aria-label={`Test ${n}: predict first`}>
					Predict first
				</a>
				<a className="test-card-watch" href={`/r/${room}?test=${n}`} aria-label={`Test ${n}: watch it run`}>
					Watch it run
				</a>
			</p>
		</article>
	);
}

function TestDrawing({ settings }: { settings: TestSettings }) {
	const clean = settings.cleanSession;
	return (
		<svg className="test-card-drawing" viewBox="0 0 220 82" aria-hidden="true">
			<path
				d="M56 58V14H154V58"
				fill="none"
				stroke={clean ? "var(--line-2)" : "var(--ink)"}
				strokeWidth={2}
				strokeDasharray={clean ? "5 4" : undefined}
			/>
			{!clean && <path d="M55 61H155" stroke="var(--ink)" strokeWidth={7} />}
			<g fill="none" stroke="var(--ink)" strokeWidth={2} strokeLinecap="round" strokeLinejoin="round">
				<path d="M0 38H56M154 38H220M45 33l6 5-6 5M164 33l6 5-6 5" />
			</g>
			<Puck qos={settings.publishQos} fate="outline" h={24} at={{ x: 22, y: 38 }} />
			<Puck qos={settings.subscribeQos} fate="outline" h={24} at={{ x: 194, y: 38 }} />
			<g className="test-card-words" textAnchor="middle" fontSize={15.5}>
				<text x={105} y={43} {...PLATE} fontWeight={650} fill={clean ? "var(--ink-2)" : "var(--ink)"}>
					{clean ? "clean" : "persistent"}
				</text>
				<text x={22} y={79} {...TEXT}>
					pub
				</text>
				<text x={194} y={79} {...TEXT}>
					sub
				</text>
			</g>
		</svg>
	);
}

/** The sixth card: no script. */
export function FreePlayCard({ href }: { href: string }) {
	return (
		<a className="test-card free" href={href}>
			<h3>Free play</h3>
			<svg className="test-card-drawing" viewBox="0 0 220 82" aria-hidden="true">
				<path d="M0 38H68M152 38H220M110 58V82" stroke="var(--ink)" strokeWidth={2} />
				<rect x={68} y={14} width={84} height={46} rx={6} fill="var(--card)" stroke="var(--ink)" strokeWidth={2} />
				<Puck qos={0} fate="outline" h={24} at={{ x: 30, y: 38 }} />
				<Puck qos={1} fate="outline" h={24} at={{ x: 110, y: 38 }} />
				<Puck qos={2} fate="outline" h={24} at={{ x: 190, y: 38 }} />
			</svg>
			<p>An open bench, one broker, and any client that speaks MQTT.</p>
			<p className="test-card-go">
				Open the bench
				<Icon n="arrow" />
			</p>
		</a>
	);
}
