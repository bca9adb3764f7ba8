// One import for the whole look, made by src/app/main.tsx.
import "./tokens.css";
import "./reset.css";
import "./base.css";
