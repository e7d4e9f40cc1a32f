package main

import (
	"fmt"
	"sync"
)

type File struct {
	sync.Mutex
	plats   []string
	arrivee *sync.Cond
}

func (f *File) deposer(plat string) {
	f.Lock()
	f.plats = append(f.plats, plat)
	f.Unlock()
	f.arrivee.Signal() // un plat : une seule goroutine à réveiller
}

func (f *File) prendre() (plat string) {
	f.Lock()
	defer f.Unlock()
	for len(f.plats) == 0 {
		f.arrivee.Wait()
	}
	plat, f.plats = f.plats[0], f.plats[1:]
	return plat
}

func main() {
	var file File
	file.arrivee = sync.NewCond(&file)
	ana, luc := make(chan string), make(chan string)
	go func() { ana <- file.prendre() }()
	go func() { luc <- file.prendre() }()
	file.deposer("soupe")
	file.deposer("tarte")
	fmt.Printf("Ana : %s, Luc : %s\n", <-ana, <-luc)
}
