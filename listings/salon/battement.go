package main

import (
	"fmt"
	"time"
)

const silence = 200 * time.Millisecond

func veiller(recus <-chan string, envoyer chan<- string) string {
	defer close(envoyer)
	sonde := false // un ping est parti, rien n'est revenu
	for {
		select {
		case _, ouvert := <-recus:
			if !ouvert {
				return "parti"
			}
			sonde = false // toute trame prouve qu'il est là
		case <-time.After(silence / 2):
			if sonde {
				return "coupé"
			}
			sonde = true
			envoyer <- "ping"
		}
	}
}

func main() {
	recus, pings := make(chan string, 2), make(chan string, 3)
	go func() {
		defer close(recus) // il s'en va, et le dit
		for range 2 {
			<-pings
			recus <- "pong"
		}
	}()
	fmt.Println(veiller(recus, pings))
}
