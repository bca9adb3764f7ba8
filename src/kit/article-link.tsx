import type { ReactNode } from "react";
import "./article-link.css";

const ADDRESS = "http://www.steves-internet-guide.com/mqtt-clean-sessions-example/";

/** The article whose five tests and whose summary table this product grew from. Opens beside this page: leaving it would end its clients. */
export function ArticleLink({ children }: { children?: ReactNode }) {
	return (
		<a className="article-link" href={ADDRESS} target="_blank" rel="noopener noreferrer">
			{children ?? (
				<>
					Steve’s Internet Guide, <cite>“MQTT Clean Sessions and QOS Examples”</cite>
				</>
			)}
		</a>
	);
}
