using System.Diagnostics;
using System.Text.Json;
using Lynq.Testing;

namespace Lynq.Benchmarks.Templates;

/// <summary>What Go measured.</summary>
/// <param name="Nanoseconds">Per resource.</param>
/// <param name="Bytes">Allocated per resource.</param>
/// <param name="Outputs">The rendered strings.</param>
internal sealed record GoFigures(long Nanoseconds, long Bytes, string[] Outputs);

/// <summary>Renders the same strings with Go's own text/template, if Go is installed.</summary>
internal static class GoProgram
{
    private const string Source = """
        package main

        import (
        	"bytes"
        	"encoding/json"
        	"os"
        	"reflect"
        	"strings"
        	"testing"
        	"text/template"
        )

        type input struct {
        	Texts []string
        	Row   map[string]interface{}
        }

        func main() {
        	var in input
        	raw, _ := os.ReadFile(os.Args[1])
        	if err := json.Unmarshal(raw, &in); err != nil {
        		panic(err)
        	}
        	funcs := template.FuncMap{
        		"lower": strings.ToLower,
        		"list":  func(v ...interface{}) []interface{} { return v },
        		"default": func(d interface{}, given ...interface{}) interface{} {
        			if len(given) == 0 || given[0] == nil {
        				return d
        			}
        			if v := reflect.ValueOf(given[0]); v.Kind() == reflect.String && v.Len() == 0 {
        				return d
        			}
        			return given[0]
        		},
        	}
        	parsed := make([]*template.Template, len(in.Texts))
        	for i, text := range in.Texts {
        		if strings.Contains(text, "{{") {
        			parsed[i] = template.Must(template.New("template").Funcs(funcs).Option("missingkey=error").Parse(text))
        		}
        	}
        	outputs := make([]string, len(in.Texts))
        	var buffer bytes.Buffer
        	result := testing.Benchmark(func(b *testing.B) {
        		b.ReportAllocs()
        		for n := 0; n < b.N; n++ {
        			for i, t := range parsed {
        				if t == nil {
        					outputs[i] = in.Texts[i]
        					continue
        				}
        				buffer.Reset()
        				if err := t.Execute(&buffer, in.Row); err != nil {
        					panic(err)
        				}
        				outputs[i] = buffer.String()
        			}
        		}
        	})
        	json.NewEncoder(os.Stdout).Encode(map[string]interface{}{
        		"Nanoseconds": result.NsPerOp(), "Bytes": result.AllocedBytesPerOp(), "Outputs": outputs})
        }
        """;

    /// <summary>Runs it; null without Go.</summary>
    public static async Task<GoFigures?> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("lynq-go-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "main.go"), Source);
            await File.WriteAllTextAsync(
                Path.Combine(folder.FullName, "input.json"),
                JsonSerializer.Serialize(new { SampleResource.Texts, SampleResource.Row }));
            var go = await ProgramRun.ToEndAsync(new ProcessStartInfo("go", ["run", "main.go", "input.json"])
            {
                WorkingDirectory = folder.FullName,
                Environment = { ["GO111MODULE"] = "off" },
            });
            return go.ExitCode == 0 ? JsonSerializer.Deserialize<GoFigures>(go.Output) : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
