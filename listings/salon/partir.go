package main

import (
	"fmt"
	"sync"
)

type dire string
type sortir chan<- string
type eteindre struct{}

func salon(boite chan any, files map[chan<- string]bool) {
	for demande := range boite {
		switch d := demande.(type) {
		case dire:
			for file := range files {
				select {
				case file <- string(d):
				default: // pleine
					boite <- sortir(file)
				}
			}
		case sortir:
			delete(files, d)
		case eteindre:
			return
		}
	}
}

func main() {
	boite, file := make(chan any), make(chan string, 1)
	var wg sync.WaitGroup
	wg.Go(func() { salon(boite, map[chan<- string]bool{file: true}) })
	wg.Go(func() { fmt.Println("Ana lit :", <-file) })
	boite <- dire("bonjour")
	boite <- dire("à demain")
	boite <- eteindre{}
	wg.Wait()
}
