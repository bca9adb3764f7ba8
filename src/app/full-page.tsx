import type { ReactNode } from "react";
import { Brand } from "#kit/brand.tsx";
import "#kit/button.css";
import "./full-page.css";

/** One sentence in place of a page, and a way home. */
export function FullPage({ title, says, children }: { title: string; says: string; children?: ReactNode | undefined }) {
	return (
		<main className="full-page tiled">
			<Brand />
			<h1>{title}</h1>
			<p>{says}</p>
			<div className="full-page-acts">
				<a className="button primary big" href="/">
					Back to the first page
				</a>
				{children}
			</div>
		</main>
	);
}
