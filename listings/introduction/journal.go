package main

import (
	"fmt"
	"strings"
)

func main() {
	journal := []string{"avant le fil"} // avant « go »
	fini := make(chan struct{})
	go func() {
		journal = append(journal, "dans le fil")
		fmt.Println("Le fil écrit")
		close(fini) // la fin d'une goroutine n'ordonne rien
	}()
	fmt.Println("main travaille") // rien ne l'ordonne avec la goroutine
	<-fini
	journal = append(journal, "après le fil") // après la réception
	fmt.Println(strings.Join(journal, ", "))
}
