"""Pictures of workflows, as text: Mermaid, Graphviz DOT, SVG."""
