import type { ReactNode } from "react";
import { Brand } from "#kit/brand.tsx";
import "#kit/button.css";
import "./full-page.css";

/** apart: what stands between the sentence and the way home; children: beside the way home. */
type FullPageProps = { title: string; says: string; apart?: ReactNode | undefined; children?: ReactNode | undefined };

/** One sentence in place of a page, and a way home. */
export function FullPage({ title, says, apart, children }: FullPageProps) {
	return (
		<main className="full-page tiled">
			<Brand />
			<h1>{title}</h1>
			<p>{says}</p>
			{apart}
			<div className="full-page-acts">
				{/* Where something else can be done here, that is the first thing to do. */}
				<a className={apart === undefined ? "button primary big" : "button big"} href="/">
					Back to the first page
				</a>
				{children}
			</div>
		</main>
	);
}
