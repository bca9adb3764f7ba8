import { Marked } from "#words/marked.tsx";
import "./wrap.css";
import "./how-it-works.css";

/** Three paragraphs and two command lines, below the fold. mqttPort: that of this host, null: it has none, undefined: not known. */
export function HowItWorks({ host, secure, mqttPort }: { host: string; secure: boolean; mqttPort: number | null | undefined }) {
	return (
		<section className="how-it-works" id="how" aria-labelledby="how-title" tabIndex={-1}>
			<div className="wrap">
				<h2 id="how-title">How it works</h2>
				<div className="how-it-works-columns">
					<p>
						<Marked all>
							<b>The wire.</b> Between each client and the broker stands a wire that the server can slow, pause, step packet by packet, or
							cut. The packets are the real bytes of real connections. Cut the wire and what was on it is lost, so the DUP flag of the
							message that is sent again is a real one.
						</Marked>
					</p>
					<p>
						<Marked all>
							<b>The broker.</b> Aedes, an open-source broker, answers CONNECT and SUBSCRIBE. A session store of our own decides about every
							message, and is drawn as it is: subscriptions, queue, messages in flight with their packet ids, retained messages, wills. A
							persistent session has a floor, and messages rest on it while the client is away. A clean session has none.
						</Marked>
					</p>
					<p>
						<Marked all>
							<b>The fates.</b> For every message and every subscriber the ledger says delivered, queued, in flight or dropped, why, and by
							which rule of the standard; or that this client had not subscribed to it. Nothing goes missing without a reason.
						</Marked>
					</p>
				</div>
				<h3>Bring your own client</h3>
				<p className="how-it-works-own">
					<Marked all>
						Clients in the page are mqtt.js. Anything else that speaks MQTT 3.1.1 or 3.1 may join a room: over WebSocket at its address
						{mqttPort === null ? "" : `, or over TCP (port ${mqttPort ?? "1883 by default"}) with the code of the room as its user name`}.
						Such a client gets a wire and a session like any other.
						{mqttPort === null && " This host was started without MQTT over TCP."}
					</Marked>
				</p>
				<pre className="how-it-works-lines">
					{`${secure ? "wss" : "ws"}://${host}/r/ROOM/mqtt`}
					{mqttPort !== null &&
						`\nmosquitto_sub -h ${nameOf(host)} -p ${mqttPort ?? "PORT"} -u ROOM -i my-client -c -q 1 -t 'greenhouse/#'`}
				</pre>
			</div>
		</section>
	);
}

/** As a command takes it: without the port of HTTP, and an IPv6 address without its brackets. */
function nameOf(host: string): string {
	return host.replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1");
}
