const config = { poweredByHeader: false };

export = config;
