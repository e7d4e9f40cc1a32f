module salon

go 1.25
