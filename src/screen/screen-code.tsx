import { Qr } from "#kit/qr.tsx";
import { bareAddress } from "./screen-bar.tsx";
import "./screen-code.css";

type ScreenCodeProps = {
	readonly code: string;
	readonly address: string;
	readonly link: string;
	/** Whether phones that have no seat are given one. */
	readonly joining: boolean;
};

/** How to come in, over anything that the screen shows. A phone that has a seat may always come back. */
export function ScreenCode({ code, address, link, joining }: ScreenCodeProps) {
	return (
		<section className="screen-code" aria-label={`Join room ${code}`}>
			<Qr className="screen-code-qr" text={link} label={`QR code: join room ${code}`} />
			<div>
				{!joining && (
					<p className="screen-code-closed" role="status">
						No new phones are let in now.
					</p>
				)}
				<p>{joining ? "Scan, or open" : "A phone that has a seat comes back at"}</p>
				<p className="screen-code-address">{bareAddress(address)}</p>
				<p>{joining ? "and type the code" : "with the code"}</p>
				<p className="screen-code-code" data-long={code.length > 5}>
					{code}
				</p>
			</div>
		</section>
	);
}
