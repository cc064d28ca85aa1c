import "./analytics";
