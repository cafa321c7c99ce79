package deploy

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"testing"

	"gopkg.in/yaml.v3"
)

// The parts of Kubernetes' objects that kubernetes.yaml uses. A key that is not here is a mistake in the file, or has to be
// added with a look at Kubernetes' reference.

type meta struct {
	Name                string
	Labels, Annotations map[string]string
}

type selector struct {
	MatchLabels map[string]string `yaml:"matchLabels"`
}

type deployment struct {
	APIVersion string `yaml:"apiVersion"`
	Kind       string
	Metadata   meta
	Spec       struct {
		Selector selector
		Strategy struct {
			Type          string
			RollingUpdate struct {
				MaxUnavailable int `yaml:"maxUnavailable"`
				MaxSurge       int `yaml:"maxSurge"`
			} `yaml:"rollingUpdate"`
		}
		Template struct {
			Metadata meta
			Spec     pod
		}
	}
}

type pod struct {
	AutomountServiceAccountToken  *bool `yaml:"automountServiceAccountToken"`
	EnableServiceLinks            *bool `yaml:"enableServiceLinks"`
	TerminationGracePeriodSeconds int   `yaml:"terminationGracePeriodSeconds"`
	SecurityContext               struct {
		RunAsNonRoot   bool                  `yaml:"runAsNonRoot"`
		RunAsUser      int                   `yaml:"runAsUser"`
		RunAsGroup     int                   `yaml:"runAsGroup"`
		SeccompProfile struct{ Type string } `yaml:"seccompProfile"`
	} `yaml:"securityContext"`
	TopologySpreadConstraints []struct {
		MaxSkew           int      `yaml:"maxSkew"`
		TopologyKey       string   `yaml:"topologyKey"`
		WhenUnsatisfiable string   `yaml:"whenUnsatisfiable"`
		LabelSelector     selector `yaml:"labelSelector"`
	} `yaml:"topologySpreadConstraints"`
	Containers []container
	Volumes    []struct {
		Name      string
		ConfigMap struct{ Name string } `yaml:"configMap"`
	}
}

type container struct {
	Name, Image string
	Args        []string
	Env         []struct {
		Name, Value string
		ValueFrom   struct {
			SecretKeyRef struct {
				Name, Key string
				Optional  bool
			} `yaml:"secretKeyRef"`
		} `yaml:"valueFrom"`
	}
	Ports []struct {
		Name          string
		ContainerPort int `yaml:"containerPort"`
	}
	StartupProbe   probe `yaml:"startupProbe"`
	ReadinessProbe probe `yaml:"readinessProbe"`
	LivenessProbe  probe `yaml:"livenessProbe"`
	Lifecycle      struct {
		PreStop struct {
			Sleep struct{ Seconds int }
		} `yaml:"preStop"`
	}
	Resources       struct{ Requests, Limits map[string]string }
	SecurityContext struct {
		AllowPrivilegeEscalation *bool `yaml:"allowPrivilegeEscalation"`
		ReadOnlyRootFilesystem   bool  `yaml:"readOnlyRootFilesystem"`
		Capabilities             struct{ Drop []string }
	} `yaml:"securityContext"`
	VolumeMounts []struct {
		Name      string
		MountPath string `yaml:"mountPath"`
		ReadOnly  bool   `yaml:"readOnly"`
	} `yaml:"volumeMounts"`
}

type probe struct {
	HTTPGet          struct{ Path, Port string } `yaml:"httpGet"`
	PeriodSeconds    int                         `yaml:"periodSeconds"`
	FailureThreshold int                         `yaml:"failureThreshold"`
}

type service struct {
	APIVersion string `yaml:"apiVersion"`
	Kind       string
	Metadata   meta
	Spec       struct {
		Selector map[string]string
		Ports    []struct {
			Name       string
			Port       int
			TargetPort string `yaml:"targetPort"`
		}
	}
}

type ingress struct {
	APIVersion string `yaml:"apiVersion"`
	Kind       string
	Metadata   meta
	Spec       struct {
		TLS []struct {
			Hosts      []string
			SecretName string `yaml:"secretName"`
		}
		Rules []struct {
			Host string
			HTTP struct {
				Paths []struct {
					Path     string
					PathType string `yaml:"pathType"`
					Backend  struct {
						Service struct {
							Name string
							Port struct{ Name string }
						}
					}
				}
			}
		}
	}
}

type budget struct {
	APIVersion string `yaml:"apiVersion"`
	Kind       string
	Metadata   meta
	Spec       struct {
		MinAvailable int `yaml:"minAvailable"`
		Selector     selector
	}
}

type autoscaler struct {
	APIVersion string `yaml:"apiVersion"`
	Kind       string
	Metadata   meta
	Spec       struct {
		ScaleTargetRef struct {
			APIVersion string `yaml:"apiVersion"`
			Kind, Name string
		} `yaml:"scaleTargetRef"`
		MinReplicas int `yaml:"minReplicas"`
		MaxReplicas int `yaml:"maxReplicas"`
		Metrics     []struct {
			Type     string
			Resource struct {
				Name   string
				Target struct {
					Type               string
					AverageUtilization int `yaml:"averageUtilization"`
				}
			}
		}
	}
}

// decodeStrictly decodes the one YAML document of data into v, and takes no key that v does not have.
func decodeStrictly(data []byte, v any) error {
	d := yaml.NewDecoder(bytes.NewReader(data))
	d.KnownFields(true)
	if err := d.Decode(v); err != nil {
		return err
	}
	var more any
	if err := d.Decode(&more); !errors.Is(err, io.EOF) {
		return fmt.Errorf("a second document follows: %v", err)
	}
	return nil
}

// cluster is what kubernetes.yaml describes.
type cluster struct {
	d deployment
	s service
	i ingress
	b budget
	a autoscaler
}

func TestKubernetes(t *testing.T) {
	data, err := os.ReadFile("kubernetes.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var all cluster
	objects := []any{&all.d, &all.s, &all.i, &all.b, &all.a}
	documents := bytes.Split(data, []byte("\n---\n"))
	if len(documents) != len(objects) {
		t.Fatalf("%d objects, want %d", len(documents), len(objects))
	}
	for n, document := range documents {
		if err := decodeStrictly(document, objects[n]); err != nil {
			t.Fatalf("object %d: %v", n, err)
		}
	}
	t.Run("kinds", all.checkKinds)
	t.Run("objects find each other", all.checkReferences)
	t.Run("settings", all.checkSettings)
	t.Run("rights and numbers", all.checkPromises)
}

func (all *cluster) checkKinds(t *testing.T) {
	d, s, i, b, a := all.d, all.s, all.i, all.b, all.a
	for _, check := range []struct{ got, want string }{
		{d.APIVersion + " " + d.Kind, "apps/v1 Deployment"},
		{s.APIVersion + " " + s.Kind, "v1 Service"},
		{i.APIVersion + " " + i.Kind, "networking.k8s.io/v1 Ingress"},
		{b.APIVersion + " " + b.Kind, "policy/v1 PodDisruptionBudget"},
		{a.APIVersion + " " + a.Kind, "autoscaling/v2 HorizontalPodAutoscaler"},
		{a.Spec.ScaleTargetRef.APIVersion + " " + a.Spec.ScaleTargetRef.Kind + " " + a.Spec.ScaleTargetRef.Name, d.APIVersion + " " + d.Kind + " " + d.Metadata.Name},
	} {
		if check.got != check.want {
			t.Errorf("%q, want %q", check.got, check.want)
		}
	}
}

func (all *cluster) checkReferences(t *testing.T) {
	d, s, i, b := all.d, all.s, all.i, all.b
	labels := fmt.Sprint(d.Spec.Template.Metadata.Labels)
	for name, selected := range map[string]map[string]string{
		"Deployment": d.Spec.Selector.MatchLabels, "Service": s.Spec.Selector, "PodDisruptionBudget": b.Spec.Selector.MatchLabels,
		"spread": d.Spec.Template.Spec.TopologySpreadConstraints[0].LabelSelector.MatchLabels,
	} {
		if fmt.Sprint(selected) != labels {
			t.Errorf("the %s selects %v; the replicas have %s", name, selected, labels)
		}
	}
	ports := all.ports()
	path := i.Spec.Rules[0].HTTP.Paths[0]
	if path.Path != "/interactions" || path.Backend.Service.Name != s.Metadata.Name || path.Backend.Service.Port.Name != s.Spec.Ports[0].Name {
		t.Errorf("the Ingress leads to %+v", path)
	}
	if ports[s.Spec.Ports[0].TargetPort] == 0 {
		t.Errorf("the Service leads to a port %q", s.Spec.Ports[0].TargetPort)
	}
	c := d.Spec.Template.Spec.Containers[0]
	for name, p := range map[string]probe{"startup": c.StartupProbe, "readiness": c.ReadinessProbe, "liveness": c.LivenessProbe} {
		want := "/readyz"
		if name == "liveness" {
			want = "/healthz" // a bot that is not ready must not be killed for it
		}
		if p.HTTPGet.Path != want || p.HTTPGet.Port != "ops" || p.PeriodSeconds < 1 || p.FailureThreshold < 1 {
			t.Errorf("the %s probe is %+v", name, p)
		}
	}
}

// ports returns the container's ports by their names.
func (all *cluster) ports() map[string]int {
	ports := map[string]int{}
	for _, p := range all.d.Spec.Template.Spec.Containers[0].Ports {
		ports[p.Name] = p.ContainerPort
	}
	return ports
}

// checkSettings checks that the settings exist, and say what the rest of the file relies on.
func (all *cluster) checkSettings(t *testing.T) {
	ports, d := all.ports(), all.d
	c := d.Spec.Template.Spec.Containers[0]
	known := settings(t)
	values := map[string]string{}
	for _, e := range c.Env {
		if !slices.Contains(known, e.Name) {
			t.Errorf("there is no setting %s", e.Name)
		}
		values[e.Name] = e.Value + e.ValueFrom.SecretKeyRef.Key
	}
	for name, want := range map[string]string{
		"LISTEN_ADDR": fmt.Sprintf(":%d", ports["http"]), "OPS_ADDR": fmt.Sprintf(":%d", ports["ops"]),
		"KNOWLEDGE_DIR": c.VolumeMounts[0].MountPath, "DISCORD_PUBLIC_KEY": "public-key", "DISCORD_TOKEN": "token",
	} {
		if values[name] != want {
			t.Errorf("%s is %q, want %q", name, values[name], want)
		}
	}
	if v := d.Spec.Template.Spec.Volumes[0]; v.Name != c.VolumeMounts[0].Name || v.ConfigMap.Name != "knowledge" {
		t.Errorf("the knowledge comes from %+v", v)
	}
}

// checkPromises checks what is promised about rights and numbers.
func (all *cluster) checkPromises(t *testing.T) {
	d, b, a := all.d, all.b, all.a
	c := d.Spec.Template.Spec.Containers[0]
	p := d.Spec.Template.Spec
	isFalse := func(b *bool) bool { return b != nil && !*b }
	for what, holds := range map[string]bool{
		"three replicas":             a.Spec.MinReplicas == 3 && a.Spec.MaxReplicas > 3,
		"some stay in a disruption":  b.Spec.MinAvailable > 0 && b.Spec.MinAvailable < a.Spec.MinReplicas,
		"no service account token":   isFalse(p.AutomountServiceAccountToken),
		"not root":                   p.SecurityContext.RunAsNonRoot && p.SecurityContext.RunAsUser == 65532,
		"a read-only root":           c.SecurityContext.ReadOnlyRootFilesystem,
		"no more rights":             isFalse(c.SecurityContext.AllowPrivilegeEscalation) && slices.Equal(c.SecurityContext.Capabilities.Drop, []string{"ALL"}),
		"limits":                     c.Resources.Limits["cpu"] != "" && c.Resources.Limits["memory"] != "" && c.Resources.Requests["cpu"] != "",
		"time to stop":               p.TerminationGracePeriodSeconds >= c.Lifecycle.PreStop.Sleep.Seconds+5,
		"read-only knowledge":        c.VolumeMounts[0].ReadOnly,
		"the endpoint":               slices.Equal(c.Args, []string{"serve"}),
		"no replica less in updates": d.Spec.Strategy.RollingUpdate.MaxUnavailable == 0,
	} {
		if !holds {
			t.Errorf("it does not hold: %s", what)
		}
	}
}
