module salon

go 1.25

require salon/page v0.0.0

replace salon/page => ../page
