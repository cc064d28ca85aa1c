import "./lib/monitoring";
