"""What a graph can be drawn or written as: a page, a picture, Mermaid text or JSON."""
