import { type CSSProperties, useEffect } from "react";
import { useStore } from "zustand";
import type { StoreApi } from "zustand/vanilla";
import type { Movers } from "#crowd/movers.ts";
import { useMovers } from "#crowd/use-movers.ts";
import type { World } from "#model/world.ts";
import type { ClassSeen } from "#room/class-seen.ts";
import { nowAtCursor, worldAtCursor } from "#room/cursor.ts";
import type { RoomState, RoomStore } from "#room/room-state.ts";
import { timeText } from "#story/phrases.ts";
import { evidenceOf } from "./evidence.ts";
import { relayKeys } from "./relay-keys.ts";
import { type Says, saysOf } from "./says.ts";
import { type ScreenScene, sceneOf, stageName, whatIsOn } from "./scene.ts";
import { ScreenAnswer } from "./screen-answer.tsx";
import { ScreenBar } from "./screen-bar.tsx";
import { ScreenBenches } from "./screen-benches.tsx";
import { ScreenCode } from "./screen-code.tsx";
import { ScreenCrowd } from "./screen-crowd.tsx";
import { ScreenLobby } from "./screen-lobby.tsx";
import { ScreenAnswered, ScreenQuestion } from "./screen-question.tsx";
import { ScreenSay } from "./screen-say.tsx";
import type { ScreenSize } from "./screen-size.ts";
import { ScreenSkyline } from "./screen-skyline.tsx";
import { ScreenWatch } from "./screen-watch.tsx";
import { stationsOf } from "./stations.ts";
import { useFollowing } from "./use-following.ts";
import { useScreenSize } from "./use-screen-size.ts";
import "./screen-page.css";

/** drawn: the room as views draw it. */
type ScreenPageProps = { readonly room: RoomStore; readonly drawn: StoreApi<RoomState> };

/** The projector's page: no controls, no clients of its own. It shows what the host does, and looks where the host looks. */
export function ScreenPage({ room, drawn }: ScreenPageProps) {
	const state = useStore(drawn);
	const size = useScreenSize();
	const movers = useMovers(room);
	useFollowing(room);
	useEffect(() => relayKeys(room.getState().room), [room]);
	const { class: seen } = state;
	return (
		<div className="screen-page" data-narrow={size.narrow} style={{ "--zoom": size.zoom } as CSSProperties}>
			<div className="screen-page-body" style={{ zoom: size.zoom, width: size.w, minHeight: size.h }}>
				{seen === null ? (
					<Waits state={state} />
				) : seen.told.shows === "black" ? null : (
					<Shown room={room} movers={movers} state={state} seen={seen} size={size} />
				)}
				{seen?.told.shows === "black" && <div className="screen-page-black" />}
				{seen?.told.shows === "code" && (
					<ScreenCode code={codeOf(state)} address={addressOf(seen)} link={linkOf(state, seen)} joining={seen.told.joining} />
				)}
			</div>
		</div>
	);
}

/** Before the host has told anything, and when it does not let the page in. */
function Waits({ state: { link, room } }: { state: RoomState }) {
	const says =
		link.state === "refused"
			? link.says
			: link.state === "lost"
				? `${link.says ?? "The page lost the room."} Trying again.`
				: `Opening room ${room}.`;
	return (
		<p className="screen-page-waits" role="status">
			{says}
		</p>
	);
}

type ShownProps = {
	readonly room: RoomStore;
	readonly movers: Movers;
	readonly state: RoomState;
	readonly seen: ClassSeen;
	readonly size: ScreenSize;
};

function Shown({ room, movers, state, seen, size }: ShownProps) {
	const world = worldAtCursor(state);
	const { told, seats } = seen;
	const scene = sceneOf(world, seen);
	const code = codeOf(state);
	const says = saysOf(state, seen, world, scene, nowAtCursor(room));
	const shown = { ...told, address: addressOf(seen) };
	return (
		<>
			{(scene.at !== "lobby" || size.narrow) && (
				<ScreenBar
					told={shown}
					name={stageName(told)}
					what={whatIsOn(told, scene)}
					code={code}
					moment={state.cursor.at === "live" ? null : timeText(state.cursor.time)}
					lost={state.link.state !== "live"}
				/>
			)}
			{scene.at === "lobby" ? (
				<ScreenLobby told={shown} seats={seats} code={code} link={linkOf(state, seen)} />
			) : (
				<Stage key={told.stage} {...{ room, movers, state, seen, size, scene, world, says }} />
			)}
		</>
	);
}

type StageProps = ShownProps & { readonly scene: ScreenScene; readonly world: World; readonly says: Says };

function Stage({ room, movers, state, seen: { told, seats }, size, scene, world, says }: StageProps) {
	const { selection } = state;
	const box = { width: size.w, height: size.stage };
	// A page that scrolls has room for everything.
	const page = { width: size.w, height: size.narrow ? Number.POSITIVE_INFINITY : size.stage };
	const say = <ScreenSay lead={says.lead} rest={says.rest} sum={says.sum} width={size.w} />;
	if (scene.at === "question" && told.question !== null)
		return (
			<div className="screen-page-stage">
				<ScreenQuestion question={told.question} {...page} />
				<ScreenAnswered answered={told.answered} asked={told.asked} closed={told.stage === "closed"} />
			</div>
		);
	return (
		<div className="screen-page-stage">
			{scene.at === "answer" && told.question !== null && told.truth !== null && (
				<ScreenAnswer
					question={told.question}
					truth={told.truth}
					given={told.given ?? []}
					asked={told.asked}
					evidence={evidenceOf(world, told.truth)}
					{...page}
				/>
			)}
			{scene.at === "benches" && <ScreenBenches stations={stationsOf(seats.values())} code={codeOf(state)} />}
			{scene.at === "full" && <ScreenWatch {...{ room, movers, world, selection }} places={scene.places} {...box} />}
			{scene.at === "crowd" && <ScreenCrowd {...{ room, movers, world, selection }} tiles={scene.tiles} full={scene.full} {...box} />}
			{scene.at === "skyline" && <ScreenSkyline places={scene.places} sessions={world.sessions} {...box} />}
			{say}
		</div>
	);
}

function codeOf({ room }: RoomState): string {
	return room.toUpperCase();
}

/** Until the host has found its addresses, phones may come where this page came. */
function addressOf({ told }: ClassSeen): string {
	return told.address === "" ? window.location.origin : told.address;
}

function linkOf(state: RoomState, seen: ClassSeen): string {
	return `${addressOf(seen).replace(/\/$/, "")}/r/${encodeURIComponent(state.room)}`;
}
