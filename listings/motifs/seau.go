package main

import (
	"context"
	"fmt"
	"sync"
	"time"
)

const cadence = 20 * time.Millisecond

func remplir(ctx context.Context, seau chan<- struct{}) {
	for tics := time.Tick(cadence); ; {
		select {
		case <-tics:
		case <-ctx.Done():
			return // plus de client
		}
		select {
		case seau <- struct{}{}:
		default: // le jeton de trop est perdu
		}
	}
}

func main() {
	jetons := make(chan struct{}, 2)
	ctx, annuler := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	wg.Go(func() { remplir(ctx, jetons) })
	time.Sleep(5 * cadence) // personne ne demande rien
	fmt.Println("d'avance :", len(jetons))
	for range 3 {
		<-jetons // une requête, un jeton
	}
	annuler()
	wg.Wait()
	fmt.Println("plus de requêtes, plus de tics")
}
