import { Qr } from "#kit/qr.tsx";
import { bareAddress } from "./screen-bar.tsx";
import "./screen-code.css";

/** How to come in, over anything that the screen shows. */
export function ScreenCode({ code, address, link }: { code: string; address: string; link: string }) {
	return (
		<section className="screen-code" aria-label={`Join room ${code}`}>
			<Qr className="screen-code-qr" text={link} label={`QR code: join room ${code}`} />
			<div>
				<p>Scan, or open</p>
				<p className="screen-code-address">{bareAddress(address)}</p>
				<p>and type the code</p>
				<p className="screen-code-code" data-long={code.length > 5}>
					{code}
				</p>
			</div>
		</section>
	);
}
