import { ArticleLink } from "#kit/article-link.tsx";
import { Icon } from "#kit/icon.tsx";
import { DiffersMark, KeyMark } from "./marks.tsx";
import "./legend.css";

/** differs: what the ≠ mark means; null: nothing is compared. unseen: the broker is stock Aedes, whose store cannot be seen. */
export function Legend({ differs, unseen, seed }: { differs: string | null; unseen: boolean; seed: boolean }) {
	return (
		<div className="legend-key">
			<p className="legend-three">
				<span>away</span>
				<span>back</span>
				<span>again</span>
			</p>
			<ul aria-label="Marks">
				<li>
					<KeyMark fate="queued" /> Queued
				</li>
				<li>
					<KeyMark fate="dropped" /> Dropped
				</li>
				<li>
					<KeyMark fate="delivered" /> Delivered
				</li>
				{unseen && (
					<li>
						<KeyMark fate="unseen" /> Unseen
					</li>
				)}
				<li>
					<Icon n="dash" s={15} /> Nothing sent
				</li>
				<li>
					<Icon n="ribbon" s={15} /> The retained copy
				</li>
				{differs !== null && (
					<li>
						<DiffersMark /> {differs}
					</li>
				)}
				<li className="legend-seed" data-shown={seed}>
					<b>=</b> as <ArticleLink>the article</ArticleLink> says <b>+</b> more than it says <b>≠</b> not as it says
				</li>
			</ul>
		</div>
	);
}
