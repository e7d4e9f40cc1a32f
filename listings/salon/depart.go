package main

import "fmt"

type dire string
type sortir struct{}

func membre(salon chan<- any, recus <-chan string) {
	fmt.Println("Ana lit :", <-recus)
	salon <- sortir{}
}

func main() {
	boite, file := make(chan any), make(chan string)
	go membre(boite, file)
	go func() {
		boite <- dire("bonjour")
		boite <- dire("à demain")
	}()
	la := true
	for range 3 { // deux mots, un départ
		switch d := (<-boite).(type) {
		case dire:
			if la {
				file <- string(d) // attend
			}
		case sortir:
			la = false
		}
	}
}
