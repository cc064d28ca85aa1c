; onRouterTransitionStart, however it is declared
((identifier) @site (#eq? @site "onRouterTransitionStart"))
